using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen;

// What a decoder reads in training: the target, one step late, or in places what the model would have written itself.
internal sealed partial class TrainingEngine
{
    /// <summary>Sets the counters of these draws apart from those of dropout, whose layers are numbered below.</summary>
    private const uint SamplingDomain = 0xFFFF_FFFF;

    /// <summary>The probability that a decoder reads the model's own token instead of the target's (scheduled sampling).</summary>
    public double SamplingRate { get; set; }

    /// <summary>Lays out what the decoder reads: the start token, then the target without its last token.</summary>
    private RowLengths ReadDecoder(WorkerSpace space, int rows)
    {
        if (_description.Decoder is not { } decoder) return default;
        var lengths = RowLengths.All(1);
        Span<float> inputs = space.DecoderInputs;
        inputs.Fill(decoder.Start);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> target = space.Targets.Span.Slice(row * decoder.Steps, decoder.Steps);
            lengths[row] = HeadRows.Listed(target);
            if (lengths[row] == 0)
            {
                throw new ArgumentException(
                    $"Expected a target of {_description.Name} with at least one token, but got one without: it changed after it was checked. Leave targets as they are while a call reads them.");
            }

            target[..(lengths[row] - 1)].CopyTo(inputs[(row * decoder.Steps + 1)..]);
        }

        return lengths;
    }

    /// <summary>
    /// Scheduled sampling in two passes: one with the target tells what the model would have written at each step, and some of that takes the place
    /// of the target. The draws depend on the update, the row and the step alone.
    /// </summary>
    private void SampleInputs(WorkerSpace space, in Tile tile)
    {
        DecoderDescription decoder = _description.Decoder!;
        _kernels.PredictTile(tile);
        ulong threshold = (ulong)(SamplingRate * 4_294_967_296.0);
        for (int row = 0; row < tile.Rows; row++)
        {
            Span<float> inputs = space.DecoderInputs.AsSpan(row * decoder.Steps, decoder.Steps);
            for (int step = 1; step < tile.DecoderLengths[row]; step++)
            {
                var counter = new PhiloxBlock((uint)step, SamplingDomain, unchecked(tile.Noise.FirstRow + (uint)row), tile.Noise.Step);
                if (Philox.Block(counter, tile.Noise.Key).Word0 < threshold)
                {
                    // A loss that is no number is reported after the second pass.
                    ReadOnlySpan<float> logits = tile.Outputs.Slice((row * decoder.Steps + step - 1) * decoder.Vocabulary, decoder.Vocabulary);
                    float highest = HeadRows.Highest(logits);
                    if (!float.IsNaN(highest)) inputs[step] = logits.IndexOf(highest);
                }
            }
        }
    }
}
