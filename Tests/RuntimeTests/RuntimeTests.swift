// RuntimeTests: nothing stands here yet.
