using System.Runtime.ExceptionServices;
using LstmGen.Forecasting;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>A model's answers to all windows of a data set, in raw units.</summary>
internal static class DatasetPrediction
{
    /// <summary>Windows that a thread answers at a time: whole tiles.</summary>
    private const int Block = 16 * ModelDescription.TileRows;

    /// <summary>The answers in single precision, window by window.</summary>
    public static void Read(SequenceModel model, WindowDataset windows, int maxDegreeOfParallelism, float[] outputs)
    {
        if (model.Description.CarriedLength > 0 && windows.Streams > 0)
        {
            model.PredictStreams(windows, outputs);
            return;
        }

        if (windows.IsExact)
        {
            double[] exact = new double[outputs.Length];
            ReadExact(model, windows, maxDegreeOfParallelism, exact);
            Array.ConvertAll(exact, value => (float)value).CopyTo(outputs, 0);
            return;
        }

        int input = windows.InputSize, output = model.Description.OutputSize;
        InBlocks(windows.Count, maxDegreeOfParallelism, (first, count) =>
        {
            float[] inputs = new float[count * input];
            for (int i = 0; i < count; i++)
            {
                windows.ReadInput(first + i, inputs.AsSpan(i * input, input));
            }

            model.PredictBatch(inputs, Lengths(windows, first, count), outputs.AsSpan(first * output, count * output));
            for (int i = 0; i < count; i++)
            {
                windows.RestoreLevel(model.Description, first + i, outputs.AsSpan((first + i) * output, output));
            }
        });
    }

    /// <summary>The answers in double precision, of windows whose values single precision does not hold.</summary>
    private static void ReadExact(SequenceModel model, WindowDataset windows, int maxDegreeOfParallelism, double[] outputs)
    {
        int input = windows.InputSize, output = model.Description.OutputSize;
        InBlocks(windows.Count, maxDegreeOfParallelism, (first, count) =>
        {
            double[] inputs = new double[count * input];
            for (int i = 0; i < count; i++)
            {
                windows.CopyInput(first + i, inputs.AsSpan(i * input, input));
            }

            model.Answers(inputs, Lengths(windows, first, count), outputs.AsSpan(first * output, count * output), nameof(windows));
        });
    }

    /// <summary>Points predicted beside the targets.</summary>
    /// <param name="model">Its outputs are values.</param>
    /// <param name="windows">With the target columns that the model has.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1.</param>
    public static RegressionReport Evaluate(SequenceModel model, WindowDataset windows, int maxDegreeOfParallelism)
    {
        ModelDescription d = model.Description;
        double[] outputs = new double[checked(windows.Count * d.OutputSize)];
        if (windows.IsExact && !(d.CarriedLength > 0 && windows.Streams > 0))
        {
            ReadExact(model, windows, maxDegreeOfParallelism, outputs);
        }
        else
        {
            float[] single = new float[outputs.Length];
            Read(model, windows, maxDegreeOfParallelism, single);
            SeriesTable.Widen(single, outputs);
        }

        int columns = windows.TargetColumns, steps = windows.TargetSize / columns;
        var values = new RegressionValues(columns, steps);
        double[] point = new double[windows.TargetSize], target = new double[windows.TargetSize];
        Func<int, int> validSteps = model.ValidTargetSteps(windows);
        for (int window = 0; window < windows.Count; window++)
        {
            PointForecast.Pick<double>(d, outputs.AsSpan(window * d.OutputSize, d.OutputSize), point);
            windows.CopyTarget(window, target);
            int valid = validSteps(window) * columns;
            for (int i = 0; i < valid; i++)
            {
                values.Add(i / columns, i % columns, target[i], point[i]);
            }
        }

        return values.ToReport();
    }

    private static int[] Lengths(WindowDataset windows, int first, int count) =>
        windows.HasLengths ? [.. Enumerable.Range(first, count).Select(windows.LengthOf)] : [];

    private static void InBlocks(int count, int maxDegreeOfParallelism, Action<int, int> answer)
    {
        int blocks = (count + Block - 1) / Block;
        try
        {
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism }, block => answer(block * Block, Math.Min(Block, count - block * Block)));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
