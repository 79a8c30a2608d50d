// WarehouseTests: nothing stands here yet.
