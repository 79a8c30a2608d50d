// Warehouse: nothing stands here yet.
