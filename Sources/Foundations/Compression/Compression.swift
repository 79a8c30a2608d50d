// Compression: nothing stands here yet.
