using System.Diagnostics;

namespace LstmGen.Papers;

/// <summary>Runs rows seed by seed, tells how it goes, and keeps every result as soon as it is there.</summary>
internal sealed class Bench(string data, string results, TextWriter output)
{
    /// <param name="rows">The rows.</param>
    /// <param name="seeds">The seeds; none for the baselines alone.</param>
    /// <param name="missingOnly">Whether seeds with a result are left alone.</param>
    public void Run(IReadOnlyList<PaperRow> rows, IReadOnlyList<int> seeds, bool missingOnly)
    {
        foreach (PaperRow row in rows)
        {
            ResultFile file = ResultFile.Load(results, row.Name);
            if (file.Baselines.Count == 0 || seeds.Count == 0)
            {
                Tell($"{row.Name}: baselines");
                file = file with { Baselines = row.Baselines(data).ToDictionary(pair => pair.Key, pair => pair.Value) };
                file.Save(results);
                foreach ((string name, double[] values) in file.Baselines)
                {
                    Tell($"{row.Name}: {name} {Text(row, values)}");
                }
            }

            foreach (int seed in seeds)
            {
                if (missingOnly && file.Seeds.Any(one => one.Seed == seed)) continue;
                long started = Stopwatch.GetTimestamp();
                double[] values = row.Train(data, seed, line => Tell($"{row.Name}, seed {seed}: {line}"));
                TimeSpan elapsed = Stopwatch.GetElapsedTime(started);

                // Another process may have put its results there meanwhile.
                file = ResultFile.Load(results, row.Name).With(new SeedResult(seed, values, Math.Round(elapsed.TotalSeconds, 1), Environment.ProcessorCount));
                file.Save(results);
                Tell($"{row.Name}, seed {seed}: {Text(row, values)} after {elapsed.TotalMinutes:0.0} min");
            }
        }
    }

    private static string Text(PaperRow row, double[] values) => string.Join(", ", row.Measures.Zip(values, (measure, value) => FormattableString.Invariant($"{measure.Name} {Math.Round(value, measure.Decimals)}")));

    private void Tell(string line) => output.WriteLine(line);
}
