using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using LstmGen;

namespace Tuning;

/// <summary>
/// Random search (Bergstra &amp; Bengio 2012). The first trials run until they stop improving; any later one ends as soon as it is worse than their median
/// was at that epoch (after the median rule of Golovin et al. 2017). The median is of fixed trials, so that which thread is faster decides nothing.
/// </summary>
internal sealed class Search(SeriesSpans spans, Scaling scaling, TuningOptions options)
{
    /// <summary>Trials that set the median, at least; a quarter of all where that is more.</summary>
    private const int FewestPilots = 8;

    /// <summary>Tries all candidates, as far as there is time.</summary>
    /// <param name="candidates">In order.</param>
    /// <param name="told">Called after each trial, on any thread.</param>
    /// <returns>The trials that were begun, in order.</returns>
    public TrialResult[] Run(Candidate[] candidates, Action<TrialResult> told)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
        int pilots = Math.Min(candidates.Length, Math.Max(FewestPilots, candidates.Length / 4));
        TrialResult[] first = Run(candidates[..pilots], [], told, deadline.Token);
        TrialResult[] rest = Run(candidates[pilots..], MedianCurve(first, options.Epochs), told, deadline.Token);
        return [.. first, .. rest];
    }

    /// <summary>At each epoch the median of the lowest validation errors so far. Who ended before stays where it was.</summary>
    internal static double[] MedianCurve(IReadOnlyList<TrialResult> trials, int epochs) => [.. Enumerable.Range(0, epochs).Select(epoch =>
    {
        double[] sorted = [.. trials.Select(trial => trial.Curve.Count == 0 ? double.PositiveInfinity : trial.Curve[Math.Min(epoch, trial.Curve.Count - 1)]).Order()];
        return sorted.Length == 0 ? double.PositiveInfinity : sorted[sorted.Length / 2];
    })];

    private TrialResult[] Run(Candidate[] candidates, double[] bar, Action<TrialResult> told, CancellationToken deadline)
    {
        var results = new TrialResult?[candidates.Length];
        try
        {
            // One by one, as a thread is free: trials take from a second to a minute.
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, candidates.Length), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
                i =>
                {
                    if (!deadline.IsCancellationRequested)
                    {
                        results[i] = new Trial(candidates[i], spans, scaling, options).Run(bar, deadline);
                        told(results[i]!);
                    }
                });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. results.OfType<TrialResult>()];
    }
}
