// PostgresStore: nothing stands here yet.
