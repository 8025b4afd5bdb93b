import BulkEdit
import RateQL
import Rendering

/// A line on the terminal that tells how far an application has come: done, failed, rate, time left.
actor ProgressLine: ApplyObserver {
  private let output: any TextOutput
  private let clock = ContinuousClock()
  private var total = 0
  private var done = 0
  private var failed = 0
  private var started = ContinuousClock.now
  private var shown = ContinuousClock.now

  init(output: any TextOutput) { self.output = output }

  func begin(total: Int) {
    self.total = total
    started = clock.now
    shown = started
  }

  func didFinish(_ result: ApplyResult) async {
    if result.outcome.isApplied { done += 1 } else { failed += 1 }
    guard clock.now - shown > .milliseconds(200) else { return }
    shown = clock.now
    await show()
  }

  func end() async { try? await output.write("\r\u{1B}[K") }

  private func show() async {
    let count = done + failed
    var text = "\r\u{1B}[K\(HumanNumber.count(count)) of \(HumanNumber.count(total))"
    if failed > 0 { text += ", \(HumanNumber.count(failed)) not applied" }
    let elapsed = clock.now - started
    if count > 0 {
      let milliseconds = max(1, Int(elapsed / .milliseconds(1)))
      text += ", \(HumanNumber.count(count * 1000 / milliseconds)) a second"
      text += ", \(HumanNumber.duration(elapsed * (total - count) / count)) left"
    }
    try? await output.write(text)
    try? await output.flush()
  }
}
