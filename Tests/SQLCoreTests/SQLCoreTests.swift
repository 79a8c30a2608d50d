// SQLCoreTests: nothing stands here yet.
