using System.ComponentModel;
using System.Runtime.ExceptionServices;
using LstmGen.Runtime;

namespace LstmGen;

// What heads add to evaluation: the answers to all windows, beside their targets. Called by generated members, with constants.
public abstract partial class SequenceModel
{
    /// <summary>Windows of which the answers are held at a time.</summary>
    private const int EvaluationBlock = 1_024;

    /// <summary>Called by generated code: classes predicted beside the true ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ClassificationReport EvaluateClassesOf(WindowDataset windows, IReadOnlyList<string>? names, int maxDegreeOfParallelism)
    {
        int classes = Description.Outputs;
        var report = new ClassificationReport(classes, names);
        EvaluateAnswers(windows, maxDegreeOfParallelism, (target, valid, answer) =>
        {
            for (int step = 0; step < valid; step++)
            {
                report.Add(ClassOf(target[step], classes, step), answer.Slice(step * classes, classes));
            }
        });
        return report;
    }

    /// <summary>Called by generated code: labels predicted beside the true ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MultiLabelMetrics EvaluateLabelsOf(WindowDataset windows, MultiLabelMetrics metrics, int maxDegreeOfParallelism)
    {
        EvaluateAnswers(windows, maxDegreeOfParallelism, (target, valid, answer) => metrics.Add(target[..answer.Length], answer));
        return metrics;
    }

    /// <summary>Called by generated code: tags predicted beside the true ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaggingReport EvaluateTagsOf(WindowDataset windows, int tags, int scores, string[] names, bool spans, int maxDegreeOfParallelism)
    {
        var report = new TaggingReport(tags, names.Length == 0 ? null : names, spans);
        int steps = Description.OutputSteps;
        int[] paths = new int[Math.Min(windows?.Count ?? 0, EvaluationBlock) * steps], actual = new int[steps];
        EvaluateBlocks(
            windows!, maxDegreeOfParallelism,
            (window, place) => TagWindow(windows!.InputOf(window), windows.LengthOf(window), tags, scores, paths.AsSpan(place * steps, steps)),
            (window, place, target) =>
            {
                int valid = Kernels.OutputLength(windows!.InputOf(window), windows.LengthOf(window));
                for (int step = 0; step < valid; step++)
                {
                    actual[step] = ClassOf(target[step], tags, step);
                }

                report.Add(actual.AsSpan(0, valid), paths.AsSpan(place * steps, valid));
            });
        return report;
    }

    /// <summary>Called by generated code: transcripts beside the true labels.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TranscriptionReport EvaluateTranscriptsOf(WindowDataset windows, Blank blank, int beamWidth, int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beamWidth, 1);
        ModelDescription d = Description;
        int steps = d.OutputSteps;
        int[] found = new int[Math.Min(windows?.Count ?? 0, EvaluationBlock) * steps], counts = new int[EvaluationBlock], actual = new int[d.TargetSize];
        using var decoders = new ThreadLocal<CtcBeamDecoder>(() => new CtcBeamDecoder(d.Outputs, steps, beamWidth, blank));
        EditCounts edits = default;
        long right = 0;
        EvaluateBlocks(windows!, maxDegreeOfParallelism, Read, (window, place, target) =>
        {
            int labels = HeadRows.Listed(target);
            for (int i = 0; i < labels; i++)
            {
                actual[i] = HeadRows.Index(target[i], d.Outputs, i, nameof(windows));
            }

            EditCounts pair = EditDistance.Between<int>(actual.AsSpan(0, labels), found.AsSpan(place * steps, counts[place]));
            edits += pair;
            right += pair.Distance == 0 ? 1 : 0;
        });
        return new(edits, right, windows!.Count);

        void Read(int window, int place)
        {
            Span<int> room = found.AsSpan(place * steps, steps);
            ReadOnlySpan<float> input = windows!.InputOf(window);
            int length = windows.LengthOf(window);
            if (beamWidth == 1)
            {
                counts[place] = TranscribeWindow(input, length, d.Outputs, blank, room);
                return;
            }

            CtcBeamDecoder decoder = decoders.Value!;
            TranscribeWindow(input, length, blank, decoder);
            ReadOnlySpan<int> labels = decoder.Labels(0);
            labels.CopyTo(room);
            counts[place] = labels.Length;
        }
    }

    /// <summary>Goes through the answers of Predict, window by window: target, valid steps of the output, their values.</summary>
    private void EvaluateAnswers(WindowDataset windows, int maxDegreeOfParallelism, AnswerReader read)
    {
        ModelDescription d = Description;
        float[] answers = new float[Math.Min(windows?.Count ?? 0, EvaluationBlock) * d.OutputSize];
        EvaluateBlocks(
            windows!, maxDegreeOfParallelism,
            (window, place) => Predict(windows!.InputOf(window), windows.LengthOf(window), answers.AsSpan(place * d.OutputSize, d.OutputSize)),
            (window, place, target) =>
            {
                int valid = Kernels.OutputLength(windows!.InputOf(window), windows.LengthOf(window));
                read(target, valid, answers.AsSpan(place * d.OutputSize, valid * d.Outputs));
            });
    }

    /// <summary>Answers a block of windows on several threads, then reads the answers in order on one: so that the number of threads changes nothing.</summary>
    private void EvaluateBlocks(WindowDataset windows, int maxDegreeOfParallelism, Action<int, int> answer, TargetReader read)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism };
        TrainingEngine engine = EnterTraining(nameof(Evaluate));
        try
        {
            engine.CheckWindows(windows, Kernels.DefaultLoss, nameof(windows));
            float[] target = new float[windows.TargetSize];
            for (int first = 0; first < windows.Count; first += EvaluationBlock)
            {
                int from = first, count = Math.Min(EvaluationBlock, windows.Count - first);
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
            LeaveTraining(engine);
        }
    }

    private static int ClassOf(float target, int classes, int step) =>
        target == CrossEntropyRow.Ignored ? ConfusionMatrix.IgnoreIndex : HeadRows.Index(target, classes, step, "windows");

    private delegate void AnswerReader(ReadOnlySpan<float> target, int valid, ReadOnlySpan<float> answer);

    private delegate void TargetReader(int window, int place, ReadOnlySpan<float> target);
}
