namespace LstmGen.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Measure">Gives the value, or throws <see cref="NotMeasuredException"/>.</param>
internal sealed record Ratio(string Name, Func<double> Measure);

/// <summary>There is no value to print, and why.</summary>
internal sealed class NotMeasuredException(string message) : Exception(message);
