payments-head = <b>Charges for your applications</b>
payments-none = <b>Payments</b>
    There is nothing to pay now. A fee, where there is one, stands on the service's card; you pay after sending the application, once the department asks.
payments-waiting = <b>Awaiting payment: { $total }</b>
payments-later = <b>Nothing to pay yet</b>: the department has not asked so far
payments-line = { $fee } — { $title }
    { $department } · application <code>{ $number }</code>
payments-how = Paying right in the chat is not connected yet. Pay using the department's details, found in its comment on the application or at its office: through your bank, its app or at a cash desk. Give the application number as the reference. Then the department goes on by itself, and I will write.
payments-safety = I never ask to send money to a private person's card or phone.
btn-payments-line = { $fee } · { $title }
btn-payments-services = Choose a service
