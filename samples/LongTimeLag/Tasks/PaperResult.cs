namespace LongTimeLag;

/// <summary>What Hochreiter &amp; Schmidhuber (1997) report of an experiment.</summary>
/// <param name="Sequences">Training sequences until success, the mean of their trials; the best setting, where there are several.</param>
/// <param name="Wrong">Wrong answers to 2,560 fresh sequences; null where they do not say.</param>
internal sealed record PaperResult(int Sequences, int? Wrong);
