// HTTPServer: nothing stands here yet.
