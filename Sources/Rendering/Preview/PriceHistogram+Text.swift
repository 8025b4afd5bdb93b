import RateQL

extension PriceHistogram {
  /// How wide a terminal has to be for it.
  static let neededWidth = 72
  private static let widestBar = 40

  /// A line for each bucket: from where to where, how many, and a bar in eighths of a character.
  func lines(within width: Int?) -> [String] {
    let labels = labels()
    let counts = buckets.map { HumanNumber.count($0.count) }
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    let countWidth = counts.map(DisplayWidth.of).max() ?? 0
    let room = min(
      (width ?? PriceHistogram.neededWidth) - labelWidth - countWidth - 6, PriceHistogram.widestBar)
    let most = buckets.map(\.count).max() ?? 0
    return zip(buckets, zip(labels, counts)).map { bucket, texts in
      let line = "  \(padded(texts.0, to: labelWidth))  \(padded(texts.1, to: countWidth))"
      let bar = PriceHistogram.bar(bucket.count, of: most, width: room)
      return bar.isEmpty ? line : "\(line)  \(bar)"
    }
  }

  /// `-10% to -5%`, the two ends in line with those of the other buckets.
  private func labels() -> [String] {
    let ends = buckets.map { bucket in
      (bucket.from.map { HumanNumber.change($0) }, bucket.to.map { HumanNumber.change($0) })
    }
    let ranges = zip(buckets, ends).filter { $0.0.from != $0.0.to && $0.0.from != nil && $0.0.to != nil }
    let fromWidth = ranges.compactMap { $0.1.0.map(DisplayWidth.of) }.max() ?? 0
    let toWidth = ranges.compactMap { $0.1.1.map(DisplayWidth.of) }.max() ?? 0
    return ends.map { end in
      switch end {
      case (let from?, let to?):
        from == to ? from : "\(padded(from, to: fromWidth)) to \(padded(to, to: toWidth))"
      case (let from?, nil): "above \(from)"
      case (nil, let to?): "below \(to)"
      case (nil, nil): ""
      }
    }
  }

  /// Whatever is not nothing shows.
  private static func bar(_ count: Int, of most: Int, width: Int) -> String {
    guard count > 0, most > 0, width > 0 else { return "" }
    let eighths = max(Int(Int128(count) * Int128(width) * 8 / Int128(most)), 1)
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(width - DisplayWidth.of(text), 0)) + text
  }
}
