// Files: nothing stands here yet.
