import Rendering

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that appears under its name only once it is whole.
///
/// Until then it is written beside its place, under a name of its own; a file that is never finished leaves
/// nothing.
actor NewFile: TextOutput {
  enum Fault: Error, Hashable {
    /// There is a file of that name, and it is not to be replaced.
    case exists
    case failed(String)
  }

  private let target: String
  private let temporary: String
  private let replaces: Bool
  private let output: DescriptorOutput
  /// -1 once it is closed.
  private var descriptor: Int32

  /// - Parameters:
  ///   - mode: the new file's permissions, as far as the user's mask leaves them. A file that is replaced
  ///     hands on its own, where that is kept.
  /// - Throws: ``Fault``.
  init(_ path: String, replaces: Bool, mode: mode_t, keepsMode: Bool = true) throws(Fault) {
    let old = try NewFile.check(path, replaces: replaces)
    // Where the name is a link, what it leads to is replaced.
    let target = old == nil ? path : NewFile.resolved(path)
    temporary =
      "\(NewFile.folder(of: target)).rateql-\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
    self.target = target
    self.replaces = replaces
    let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard opened >= 0 else { throw NewFile.failure() }
    descriptor = opened
    output = DescriptorOutput(descriptor: opened, name: path)
    if let old, keepsMode { fchmod(opened, old & 0o777) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary)
    }
  }

  /// Whether a file could be made there, as far as can be told without making it.
  ///
  /// - Returns: the permissions of the file that would be replaced.
  @discardableResult
  static func check(_ path: String, replaces: Bool) throws(Fault) -> mode_t? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT, access(folder(of: path), F_OK) == 0 else { throw failure() }
      return nil
    }
    guard replaces else { throw .exists }
    guard stat(path, &status) == 0 else { throw .failed("it is a link that leads nowhere") }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .failed("it is a folder")
    default: throw .failed("it is a device or a pipe")
    }
    guard access(path, W_OK) == 0 else { throw .failed(reason(errno)) }
    return status.st_mode
  }

  func write(_ bytes: [UInt8]) async throws { try await output.write(bytes) }

  func flush() async throws { try await output.flush() }

  /// Gives the file its name.
  ///
  /// - Throws: ``Fault``, or `OutputError` where its last bytes can't be written.
  func finish() async throws {
    try await output.flush()
    guard descriptor >= 0 else { return }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw NewFile.failure() }
    guard rename() else { throw errno == EEXIST && !replaces ? Fault.exists : NewFile.failure() }
    close(descriptor)
    descriptor = -1
  }

  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }

  private func rename() -> Bool {
    if replaces { return systemRename(temporary, target) == 0 }
    // A link fails where the name was taken meanwhile; a rename would replace silently.
    if link(temporary, target) == 0 {
      unlink(temporary)
      return true
    }
    guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS else { return false }
    // A file system without links: the name is taken first, by an empty file.
    let claim = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard claim >= 0 else { return false }
    close(claim)
    guard systemRename(temporary, target) == 0 else {
      let code = errno
      unlink(target)
      errno = code
      return false
    }
    return true
  }

  /// The part of the path before the file's own name, with its slash; `./` where there is none.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func failure() -> Fault { .failed(reason(errno)) }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "there is no such folder"
    case EACCES, EPERM: "the permissions don't allow it"
    default: String(cString: strerror(code))
    }
  }
}

private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
