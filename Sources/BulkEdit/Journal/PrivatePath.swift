#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files and folders that only their owner may use.
enum PrivatePath {
  struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
    init(errno code: Int32) { description = String(cString: strerror(code)) }
  }

  /// Makes an empty file with mode 0600, and its folders, where there is none. One that is there and open to
  /// others is closed to them.
  static func makeFile(_ path: String) throws(Failure) {
    try makeFolder(of: path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor < 0 else {
      defer { close(descriptor) }
      guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else { throw Failure(errno: errno) }
      return try sync(folder(of: path))
    }
    guard errno == EEXIST else { throw Failure(errno: errno) }
    // Not opened here: closing it would take SQLite's locks away from this process.
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("it is no file") }
    guard status.st_mode & 0o777 != 0o600 else { return }
    guard chmod(path, 0o600) == 0 else { throw Failure(errno: errno) }
  }

  /// Makes the folders above `path` that are not there, with mode 0700.
  static func makeFolder(of path: String) throws(Failure) {
    let folder = folder(of: path)
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw Failure("\(folder) is no folder") }
      return
    }
    guard errno == ENOENT else { throw Failure("\(folder): \(String(cString: strerror(errno)))") }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw Failure("\(folder): \(String(cString: strerror(errno)))")
    }
    try sync(self.folder(of: folder))
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    let folder = path[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// A new name in a folder is on disk only when the folder is.
  private static func sync(_ folder: String) throws(Failure) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that may not be read can't be synced, and is none of ours.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Failure(errno: errno) }
  }
}
