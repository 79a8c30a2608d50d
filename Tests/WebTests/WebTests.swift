// WebTests: nothing stands here yet.
