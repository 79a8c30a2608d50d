// SQLCore: nothing stands here yet.
