// Threads: nothing stands here yet.
