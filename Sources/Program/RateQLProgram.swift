@main
enum RateQLProgram {
  static func main() async {}
}
