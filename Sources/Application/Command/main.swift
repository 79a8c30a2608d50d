print("replyledger")
