// HTTPServerTests: nothing stands here yet.
