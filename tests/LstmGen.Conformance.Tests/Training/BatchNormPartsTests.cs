using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Training;

/// <summary>Tiles that are kept from part to part and tiles that are taken through anew give the same bits: masks, states, tables, heads with parameters in their loss, decoders.</summary>
public sealed class BatchNormPartsTests
{
    /// <summary>Floats that keep no tile, some, all.</summary>
    private static readonly long[] s_rooms = [0, 30_000, 64L << 20];

    [Fact]
    public void Of_a_stack() => Same(new NormedStackModel(1), rows: 37, Draw(37 * 24), Draw(37), streams: false);

    [Fact]
    public void Of_streams() => Same(new NormedStreamModel(1), rows: 22, Draw(22 * 8), Draw(22 * 4), streams: true);

    [Fact]
    public void Of_a_head_with_parameters() => Same(new NormedTagModel(1), rows: 30, Ids(30 * 5, 9), Ids(30 * 5, 3), streams: false);

    [Fact]
    public void Of_a_decoder() => Same(new NormedTranslator(1), rows: 19, Ids(19 * 5, 9), Targets(19), streams: false);

    /// <summary>Bits of two updates' gradients: of loss, parameters, inputs and states.</summary>
    private static void Same(SequenceModel model, int rows, float[] inputs, float[] targets, bool streams)
    {
        float[][] results = [.. from room in s_rooms from threads in new[] { 1, 3 } select Run(room, threads)];
        Assert.Contains(results[0], value => value != 0);
        for (int i = 1; i < results.Length; i++) Bits.Equal(results[0], results[i], $"run {i} of {model.Description.Name}");

        float[] Run(long room, int threads)
        {
            var engine = new TrainingEngine(model.Kernels) { KeptRoom = room };
            engine.Attach(model);
            if (streams) engine.Streams = new StreamStates(model.Description.CarriedLength, rows);
            int loaded = engine.Load(inputs, targets, [], [], model.Kernels.DefaultLoss, null);
            engine.SamplingRate = model.Description.Decoder is null ? 0 : 0.5;
            List<float> all = [];
            for (uint update = 0; update < 2; update++)
            {
                double loss = engine.Train(engine.Buffer, loaded, model.Kernels.DefaultLoss, new Kernels.TileNoise(5, update, 0), threads, inputGradients: true);
                all.AddRange([(float)loss, .. engine.Gradient, .. engine.InputGradients, .. engine.Streams?.Values ?? []]);
            }

            return [.. all];
        }
    }

    /// <summary>No oracle is at hand for a decoder's norm: tensor by tensor the gradient is the slope of the loss.</summary>
    [Fact]
    public void Gradients_of_a_decoder_are_central_differences() => Slopes(new NormedTranslator(3), Ids(70 * 5, 9), Targets(70));

    [Fact]
    public void Gradients_of_a_chain_are_central_differences() => Slopes(new NormedTagModel(3), Ids(70 * 5, 9), Ids(70 * 5, 3));

    private static void Slopes(SequenceModel model, float[] inputs, float[] targets)
    {
        float[] at = model.Parameters.Values.ToArray(), gradient = new float[at.Length];
        model.ComputeGradient(inputs, targets, gradient);
        foreach (Runtime.ParameterDescription tensor in model.Parameters.Tensors.Where(tensor => !tensor.IsFrozen))
        {
            double[] own = Close.Widen(gradient.AsSpan(tensor.Offset, tensor.Count));
            double norm = Math.Sqrt(own.Sum(value => value * value));
            double slope = (Loss(1f / 64) - Loss(-1f / 64)) * 32;
            Assert.True(Math.Abs(slope - norm) <= 0.03 * norm + 1e-4, $"{tensor.Name}: {norm} by the backward pass, {slope} by differences");

            double Loss(float by)
            {
                float[] moved = [.. at];
                for (int i = 0; norm > 0 && i < own.Length; i++) moved[tensor.Offset + i] += (float)(by * own[i] / norm);
                model.Parameters.CopyFrom(moved);
                return model.ComputeGradient(inputs, targets, new float[at.Length]);
            }
        }
    }

    private static float[] Draw(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static float[] Ids(int count, int vocabulary)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(1, vocabulary))];
    }

    /// <summary>Three tokens and the stop token.</summary>
    private static float[] Targets(int rows)
    {
        Random random = new(rows);
        return [.. Enumerable.Range(0, rows).SelectMany(_ => (float[])[random.Next(3, 7), random.Next(3, 7), random.Next(3, 7), 2, 0, 0])];
    }
}
