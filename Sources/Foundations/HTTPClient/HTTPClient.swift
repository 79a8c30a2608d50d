// HTTPClient: nothing stands here yet.
