"""Getting back in: who may ask how often, how long others have to object, what follows.

A contact that another account holds opens nothing: unopposed, it moves to whoever has proved it, and the
other account's data stay closed. An account is opened anew only with more than a contact: the birth date that
it knows and a day without an objection, or a person of the staff who has seen a document.
"""

from datetime import timedelta

COOLING = timedelta(hours=24)
READY_FOR = timedelta(hours=24)  # how long an opened way back may be used, once
FROZEN_FOR = timedelta(hours=24)  # sensitive actions of an account just regained
MOST_A_DAY = 3  # of one Telegram account

CONTACT, SIM, OPERATOR = "contact", "sim", "operator"

# new: nobody warned yet · waiting: a day to object · review: a person looks · ready: may be used once
NEW, WAITING, REVIEW, READY = "new", "waiting", "review", "ready"
DONE, STOPPED, REFUSED, EXPIRED = "done", "stopped", "refused", "expired"
OPEN = (NEW, WAITING, REVIEW, READY)
