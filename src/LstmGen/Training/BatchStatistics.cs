using System.Collections.Immutable;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// What layers that normalise by a whole batch know of it: the moments that chunks of tiles add up, mean and variance made of them in the order of the chunks, and what an update makes of the moving
/// statistics. In double: sums over a batch are long, and what is left of gradients behind a norm is small.
/// </summary>
internal sealed class BatchStatistics
{
    private readonly ImmutableArray<NormDescription> _norms;
    private readonly double[] _statistics;
    private readonly double[]?[] _moments;
    private readonly double[][] _means, _variances, _levels, _alongs;
    private readonly double[] _counts;
    private readonly int[] _meanTensors, _varianceTensors;
    private readonly bool[] _still;
    private readonly float[] _moved;
    private readonly int _momentsLength;

    /// <summary>Room for the statistics of a model.</summary>
    /// <param name="description">It has such layers.</param>
    /// <param name="chunks">That a batch is cut into at most.</param>
    public BatchStatistics(ModelDescription description, int chunks)
    {
        _norms = description.Norms;
        NormDescription last = _norms[^1];
        _statistics = new double[last.At + BatchRow.StatisticsLines * last.Width];
        _moments = new double[chunks][];
        _momentsLength = 1 + BatchRow.MomentsLines * _norms.Max(norm => norm.Width);
        _counts = new double[_norms.Length];
        (_means, _variances, _levels, _alongs) = (PerChannel(), PerChannel(), PerChannel(), PerChannel());
        _meanTensors = [.. _norms.Select(norm => TensorAt(description, norm.Mean))];
        _varianceTensors = [.. _norms.Select(norm => TensorAt(description, norm.Variance))];
        _still = new bool[_norms.Length];
        _moved = new float[2 * _norms.Sum(norm => norm.Channels)];
    }

    /// <summary>Such layers.</summary>
    public int Count => _norms.Length;

    /// <summary>What tiles normalise by.</summary>
    public ReadOnlySpan<double> Lines => _statistics;

    /// <summary>Makes room for chunks, so that no later batch of as many allocates.</summary>
    public void Reserve(int chunks)
    {
        for (int chunk = 0; chunk < chunks; chunk++) _moments[chunk] ??= new double[_momentsLength];
    }

    /// <summary>Begins a batch: layers whose moving statistics the user has frozen normalise by those, as a layer does that is declared so.</summary>
    /// <param name="frozen">Which tensors training leaves as they are, by their places; null for none.</param>
    public void Begin(bool[]? frozen)
    {
        for (int index = 0; index < _still.Length; index++)
        {
            _still[index] = frozen is not null && (frozen[_meanTensors[index]] || frozen[_varianceTensors[index]]);
        }
    }

    /// <summary>The moments that a chunk adds to, all zero.</summary>
    public Span<double> Begin(int chunk)
    {
        Span<double> moments = _moments[chunk];
        moments.Clear();
        return moments;
    }

    /// <summary>From the moments of all chunks to the statistics that a layer normalises by.</summary>
    /// <param name="index">Of the layer.</param>
    /// <param name="chunks">Of the batch.</param>
    /// <param name="parameters">The flat vector, for gamma and beta.</param>
    public void SettleMoments(int index, int chunks, ReadOnlySpan<float> parameters)
    {
        NormDescription norm = _norms[index];
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double count = 0.0, mean = 0.0, squares = 0.0;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                double[] moments = _moments[chunk]!;
                double rows = moments[0];
                for (int i = channel; rows > 0.0 && i < norm.Width; i += norm.Channels)
                {
                    // Two sets of values to one (Chan, Golub and LeVeque 1979).
                    double shift = moments[1 + norm.Width + i] / rows, far = moments[1 + i] + shift - mean, all = count + rows;
                    squares += Math.Max(moments[1 + 2 * norm.Width + i] - rows * shift * shift, 0.0) + far * far * (count * rows / all);
                    mean += far * (rows / all);
                    count = all;
                }
            }

            double variance = count > 0.0 ? squares / count : 0.0;
            if (_still[index]) (mean, variance) = (parameters[norm.Mean + channel], Math.Max((double)parameters[norm.Variance + channel], 0.0));
            (_counts[index], _means[index][channel], _variances[index][channel]) = (count, mean, variance);
            Spread(norm, line: 0, channel, mean);
            Spread(norm, line: 1, channel, 1.0 / Math.Sqrt(variance + norm.Epsilon));
            Spread(norm, line: 2, channel, norm.Gamma < 0 ? 1.0 : parameters[norm.Gamma + channel]);
            Spread(norm, line: 3, channel, norm.Beta < 0 ? 0.0 : parameters[norm.Beta + channel]);
        }
    }

    /// <summary>From the moments of the gradients of all chunks to what the way back through a layer takes, and the gradients of gamma and beta.</summary>
    public void SettleSlopes(int index, int chunks)
    {
        NormDescription norm = _norms[index];
        for (int channel = 0; channel < norm.Channels; channel++)
        {
            double level = 0.0, along = 0.0;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                double[] moments = _moments[chunk]!;
                for (int i = channel; i < norm.Width; i += norm.Channels)
                {
                    level += moments[1 + i];
                    along += moments[1 + norm.Width + i];
                }
            }

            (_levels[index][channel], _alongs[index][channel]) = (level, along);
            double share = _counts[index] > 0.0 && !_still[index] ? 1.0 / _counts[index] : 0.0;
            Spread(norm, line: 4, channel, level * share);
            Spread(norm, line: 5, channel, along * share);
        }
    }

    /// <summary>Writes the gradients of gamma and beta into the flat gradient.</summary>
    public void WriteGradients(Span<float> gradient)
    {
        for (int index = 0; index < _norms.Length; index++)
        {
            NormDescription norm = _norms[index];
            for (int channel = 0; channel < norm.Channels; channel++)
            {
                if (norm.Gamma >= 0) gradient[norm.Gamma + channel] = (float)_alongs[index][channel];
                if (norm.Beta >= 0) gradient[norm.Beta + channel] = (float)_levels[index][channel];
            }
        }
    }

    /// <summary>What the moving statistics become by this batch.</summary>
    /// <param name="parameters">The flat vector, which stays.</param>
    /// <returns>Null, or which of them is not finite.</returns>
    public string? Move(ReadOnlySpan<float> parameters)
    {
        int at = 0;
        for (int index = 0; index < _norms.Length; index++)
        {
            NormDescription norm = _norms[index];
            double count = _counts[index], unbiased = norm.UnbiasedVariance && count > 1.0 ? count / (count - 1.0) : 1.0;
            for (int channel = 0; channel < norm.Channels; channel++, at += 2)
            {
                (float mean, float moving) = (parameters[norm.Mean + channel], parameters[norm.Variance + channel]);
                _moved[at] = _still[index] ? mean : Moved(mean, _means[index][channel], norm.Momentum);
                _moved[at + 1] = _still[index] ? moving : Moved(moving, _variances[index][channel] * unbiased, norm.Momentum);
                if (!float.IsFinite(_moved[at])) return $"The moving mean of {norm.Name}";
                if (!float.IsFinite(_moved[at + 1])) return $"The moving variance of {norm.Name}";
            }
        }

        return null;
    }

    /// <summary>Writes those into the flat vector.</summary>
    public void WriteMoved(Span<float> parameters)
    {
        int at = 0;
        foreach (NormDescription norm in _norms)
        {
            for (int channel = 0; channel < norm.Channels; channel++, at += 2)
            {
                parameters[norm.Mean + channel] = _moved[at];
                parameters[norm.Variance + channel] = _moved[at + 1];
            }
        }
    }

    private static int TensorAt(ModelDescription description, int offset)
    {
        int tensor = 0;
        while (tensor < description.Parameters.Length && description.Parameters[tensor].Offset != offset) tensor++;
        return tensor;
    }

    private static float Moved(float moving, double batch, double momentum) => (float)(momentum * moving + (1.0 - momentum) * batch);

    private void Spread(NormDescription norm, int line, int channel, double value)
    {
        Span<double> values = _statistics.AsSpan(norm.At + line * norm.Width, norm.Width);
        for (int i = channel; i < values.Length; i += norm.Channels) values[i] = value;
    }

    private double[][] PerChannel() => [.. _norms.Select(norm => new double[norm.Channels])];
}
