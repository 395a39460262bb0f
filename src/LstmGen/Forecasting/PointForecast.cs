using LstmGen.Runtime;

namespace LstmGen.Forecasting;

/// <summary>The one value of each target that stands for its distribution; where the outputs are the targets themselves, those.</summary>
internal static class PointForecast
{
    /// <summary>Of one window in double precision.</summary>
    public static void Predict(SequenceModel model, ReadOnlySpan<double> window, int length, Span<double> output, Span<double> point)
    {
        model.Answers(window, new ReadOnlySpan<int>(in length), output, nameof(window));
        Pick<double>(model.Description, output, point);
    }

    /// <summary>Of one window of floats, whose answers are made in single precision.</summary>
    public static void Predict(SequenceModel model, ReadOnlySpan<float> window, int length, Span<double> output, Span<double> point)
    {
        int size = model.Description.OutputSize;
        AlignedBuffer rented = model.RentScratch(size);
        try
        {
            Span<float> answer = rented.Span[..size];
            model.Predict(window, length, answer);
            SeriesTable.Widen(answer, output);
        }
        finally
        {
            model.ReturnScratch(rented);
        }

        Pick<double>(model.Description, output, point);
    }

    /// <summary>From the outputs to the point forecast.</summary>
    public static void Pick<T>(ModelDescription d, ReadOnlySpan<T> output, Span<T> point)
    {
        if (d.Distribution is not { } distribution)
        {
            output.CopyTo(point);
            return;
        }

        int count = distribution.OutputsPerTarget, at = distribution.PointIndex;
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = output[i * count + at];
        }
    }
}
