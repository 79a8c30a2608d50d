// JSONReader: nothing stands here yet.
