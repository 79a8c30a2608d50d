// CompressionTests: nothing stands here yet.
