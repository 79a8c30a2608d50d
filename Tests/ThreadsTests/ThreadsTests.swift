// ThreadsTests: nothing stands here yet.
