btn-conditions = Conditions
btn-conditions-count = Conditions · { $count }
conditions-head = <b>Conditions</b>
    { $count } of { $total } fit. Choose what matters: no list will be empty.
conditions-facet = <b>{ $facet }</b>
conditions-line = Conditions: { $conditions }
btn-conditions-show =
    { $count ->
        [one] Show { $count } service
       *[other] Show { $count } services
    }
btn-conditions-facet = { $facet } · any
btn-conditions-facet-set = ✓ { $facet }: { $value }
btn-conditions-value = { $value } · { $count }
btn-conditions-chosen = ✓ { $value } · { $count }
btn-conditions-reset = Reset conditions
plain-facet-category = Section
plain-facet-kind = Kind of request
plain-facet-term = Term
plain-facet-papers = Documents
plain-facet-level = Level
plain-facet-department = Department
plain-facet-fee = Fee
plain-facet-account = Account
plain-kind-application = Online application
plain-kind-appointment = Appointment
plain-kind-certificate = Certificate or extract
plain-kind-payment = Payment
plain-kind-information = Information
plain-term-instant = At once
plain-term-day = Within a day
plain-term-week = Within a week
plain-term-longer = Longer than a week
plain-papers-none = No documents
plain-papers-one = One document
plain-papers-several = Several documents
plain-level-federal = Federal
plain-level-regional = Regional
plain-level-municipal = City and district
plain-fee-free = Free
plain-fee-paid = Paid
plain-account-mine = Open to me now
plain-account-higher = Another account needed
