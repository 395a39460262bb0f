using System.Runtime.ExceptionServices;
using LstmGen.Kernels;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What heads are measured with: the answers of a model to all windows, beside their targets.</summary>
internal static class WindowAnswers
{
    /// <summary>Windows of which the answers are held at a time.</summary>
    private const int Block = 1_024;

    /// <summary>Goes through the answers of Predict, window by window: target, valid steps of the output, their values.</summary>
    public static void Read(SequenceModel model, WindowDataset windows, int maxDegreeOfParallelism, AnswerReader read)
    {
        ModelDescription d = model.Description;
        float[] answers = new float[Held(windows) * d.OutputSize];
        ReadBlocks(
            model, windows, maxDegreeOfParallelism,
            (window, place) => model.Predict(windows.InputOf(window), windows.LengthOf(window), answers.AsSpan(place * d.OutputSize, d.OutputSize)),
            (window, place, target) =>
            {
                int valid = OutputRoom.ValidSteps(model, windows.InputOf(window), windows.LengthOf(window));
                read(target, valid, answers.AsSpan(place * d.OutputSize, valid * d.Outputs));
            });
    }

    /// <summary>Goes through the targets, window by window, with the valid steps of each output.</summary>
    public static void ReadTargets(SequenceModel model, WindowDataset windows, TargetSteps read) => ReadBlocks(
        model, windows, 1, static (_, _) => { },
        (window, _, target) => read(target, OutputRoom.ValidSteps(model, windows.InputOf(window), windows.LengthOf(window))));

    /// <summary>How many answers are held at a time.</summary>
    public static int Held(WindowDataset? windows) => Math.Min(windows?.Count ?? 0, Block);

    /// <summary>Answers a block of windows on several threads, then reads the answers in order on one: so that the number of threads changes nothing.</summary>
    public static void ReadBlocks(SequenceModel model, WindowDataset windows, int maxDegreeOfParallelism, Action<int, int> answer, TargetReader read)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism };
        TrainingEngine engine = model.EnterTraining(nameof(SequenceModel.Evaluate));
        try
        {
            engine.CheckWindows(windows, model.Kernels.DefaultLoss, nameof(windows));
            float[] target = new float[windows.TargetSize];
            for (int first = 0; first < windows.Count; first += Block)
            {
                int from = first, count = Math.Min(Block, windows.Count - first);
                Parallel.For(0, count, options, place => answer(from + place, place));
                for (int place = 0; place < count; place++)
                {
                    windows.CopyTarget(first + place, target);
                    read(first + place, place, target);
                }
            }
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        finally
        {
            model.LeaveTraining(engine);
        }
    }

    /// <summary>The class that a target names.</summary>
    public static int ClassOf(float target, int classes, int step) =>
        target == CrossEntropyRow.Ignored ? ConfusionMatrix.IgnoreIndex : HeadRows.Index(target, classes, step, "windows");

    public delegate void AnswerReader(ReadOnlySpan<float> target, int valid, ReadOnlySpan<float> answer);

    public delegate void TargetReader(int window, int place, ReadOnlySpan<float> target);

    public delegate void TargetSteps(ReadOnlySpan<float> target, int valid);
}
