mine-head = <b>My services</b>
    { $pinned ->
        [0] {""}
       *[other] Pinned: { $pinned }.{" "}
    }Below are the services you opened or applied for{ $queries ->
        [0] {""}
       *[other] , and recent searches
    }.
mine-empty = <b>My services</b>
    Nothing here yet. You will see services that you open once registered, and those you add to favourites on a service's card.
btn-mine-pinned = 📌 { $title }
btn-mine-undo = Bring back: { $title }
btn-mine-archive = Archive · { $count }
btn-mine-open = Open the service
btn-mine-to-archive = Archive
btn-mine-delete = Delete from the list
btn-mine-delete-sure = Yes, delete from the list
btn-mine-keep = No, keep
btn-mine-restore = Bring back: { $title }
mine-service = <b>{ $title }</b>
    The archive hides a service from the list, deleting forgets it. Applications and drafts stay in their place either way.
mine-delete = Delete “{ $title }” from “My services”? Applications and drafts will stay.
mine-archive = <b>Archive</b>
    { $count ->
        [0] Nothing here.
        [one] { $count } service. Press it to bring it back.
       *[other] { $count } services. Press one to bring it back.
    }
toast-mine-archived = Archived.
toast-mine-deleted = Deleted from the list.
toast-mine-undone = Back on the list.
toast-pinned = Added to favourites: “My services”.
toast-unpinned = Removed from favourites.
btn-catalogue-pin = Add to favourites
btn-catalogue-unpin = Remove from favourites
