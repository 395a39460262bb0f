using LstmGen.Kernels;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Tags from the emissions of a network and the chain of a [Crf] over them: both from one state of the model.</summary>
internal static class TagAnswers
{
    /// <summary>The best sequence of tags.</summary>
    public static void Best(SequenceModel model, ReadOnlySpan<float> window, int length, Span<int> tags)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        int count = d.Outputs;
        AlignedBuffer rented = model.RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(count, d.OutputSteps));
        using Reading reading = model.BeginReading();
        try
        {
            while (reading.Next())
            {
                Span<float> emissions = rented.Span[..d.OutputSize];
                model.PredictRaw(window, length, emissions);
                int valid = OutputRoom.ValidSteps(model, window, length);
                OutputRoom.Check(valid, d.OutputSteps, tags.Length, nameof(tags));
                LinearChainCrf.TryDecode(count, Chain(model), emissions[..(valid * count)], tags[..valid], rented.Span[d.OutputSize..], out _);
                tags[valid..].Fill(-1);
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The probability of each tag at each step.</summary>
    public static void Marginals(SequenceModel model, ReadOnlySpan<float> window, int length, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        int count = d.Outputs;
        AlignedBuffer rented = model.RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(count, d.OutputSteps));
        using Reading reading = model.BeginReading();
        try
        {
            while (reading.Next())
            {
                Span<float> emissions = rented.Span[..d.OutputSize];
                model.PredictRaw(window, length, emissions);
                int valid = OutputRoom.ValidSteps(model, window, length) * count;
                OutputRoom.Check(valid, d.OutputSize, probabilities.Length, nameof(probabilities));
                LinearChainCrf.TryMarginals(count, Chain(model), emissions[..valid], probabilities[..valid], rented.Span[d.OutputSize..]);
                probabilities[valid..].Clear();
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The best sequence of tags as a target, which the scheme of a chain then allows.</summary>
    /// <returns>False where it allows no sequence of this length.</returns>
    public static bool MakeTarget(SequenceModel model, ReadOnlySpan<float> window, Span<float> target)
    {
        int[] path = new int[target.Length];
        Best(model, window, model.Description.LookBack, path);
        for (int step = 0; step < path.Length; step++) target[step] = path[step];
        return path[0] >= 0;
    }

    /// <summary>Tags predicted beside the true ones.</summary>
    public static TaggingReport Evaluate(SequenceModel model, WindowDataset windows, IReadOnlyList<string> names, bool spans, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        int tags = model.Description.Outputs, steps = model.Description.OutputSteps;
        var report = new TaggingReport(tags, names.Count == 0 ? null : names, spans);
        int[] paths = new int[WindowAnswers.Held(windows) * steps], actual = new int[steps];
        WindowAnswers.ReadBlocks(
            model, windows, maxDegreeOfParallelism,
            (window, place) => Best(model, windows.InputOf(window), windows.LengthOf(window), paths.AsSpan(place * steps, steps)),
            (window, place, target) =>
            {
                int valid = OutputRoom.ValidSteps(model, windows.InputOf(window), windows.LengthOf(window));
                for (int step = 0; step < valid; step++)
                {
                    actual[step] = WindowAnswers.ClassOf(target[step], tags, step);
                }

                report.Add(actual.AsSpan(0, valid), paths.AsSpan(place * steps, valid));
            });
        return report;
    }

    private static ReadOnlySpan<float> Chain(SequenceModel model) =>
        model.PackedWeights.Slice(((IChain)model).Scores, LinearChainCrf.PackedLength(model.Description.Outputs));
}
