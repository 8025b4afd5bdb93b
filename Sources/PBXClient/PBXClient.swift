// PBXClient
