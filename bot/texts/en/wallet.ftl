error-wallet-full = “My documents” already holds { $most }, and no more fit. Delete what you no longer need.
error-document-unknown = This document is no longer in “My documents”.
