print("bateman")
