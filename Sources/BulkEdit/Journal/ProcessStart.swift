import FoundationEssentials

/// When a process began: its id may be given again once it is gone, this with it is not.
enum ProcessStart {
  /// In the system's own terms, to be compared and not read; nil where there is no such process, or the system
  /// does not say it.
  static func mark(of process: Int32) -> String? {
    guard let stat = text("/proc/\(process)/stat"), let ticks = ticks(stat) else { return nil }
    // Ticks count from the machine's start.
    let boot = text("/proc/sys/kernel/random/boot_id")?.split(whereSeparator: \.isWhitespace).first
    return [boot, ticks].compactMap(\.self).joined(separator: " ")
  }

  /// Field 22 of a Linux `stat`: those behind the program's name, which may hold blanks and brackets, are
  /// counted from 3. Source: proc_pid_stat(5).
  static func ticks(_ stat: String) -> Substring? {
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[end...].dropFirst().split(separator: " ")
    return fields.count > 19 ? fields[19] : nil
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
