// Web: nothing stands here yet.
