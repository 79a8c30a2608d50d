// HTTPClientTests: nothing stands here yet.
