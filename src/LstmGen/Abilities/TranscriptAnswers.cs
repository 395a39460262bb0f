using LstmGen.Decoding;
using LstmGen.Kernels;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Labels from what a network with [Ctc] puts out.</summary>
internal static class TranscriptAnswers
{
    /// <summary>The labels of the likeliest alignment.</summary>
    public static int Read(SequenceModel model, ReadOnlySpan<float> window, int length, Blank blank, Span<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            model.PredictRaw(window, length, logits);
            return CtcRow.Greedy(d.Outputs, blank, logits[..(OutputRoom.ValidSteps(model, window, length) * d.Outputs)], labels);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The likeliest labels by beam search.</summary>
    public static int Read(SequenceModel model, ReadOnlySpan<float> window, int length, Blank blank, CtcBeamDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(decoder);
        ModelDescription d = model.Description;
        if (decoder.Symbols != d.Outputs || decoder.Frames < d.OutputSteps || decoder.Blank != blank)
        {
            throw new ArgumentException(
                $"Expected a decoder for {d.Outputs} symbols, {d.OutputSteps} frames and Blank.{blank}, but got one for {decoder.Symbols}, {decoder.Frames} and Blank.{decoder.Blank}. CreateBeamDecoder makes the right one.",
                nameof(decoder));
        }

        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            model.PredictRaw(window, length, logits);
            return decoder.Decode(logits[..(OutputRoom.ValidSteps(model, window, length) * d.Outputs)]);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>Transcripts beside the true labels.</summary>
    public static TranscriptionReport Evaluate(SequenceModel model, WindowDataset windows, Blank blank, int beamWidth, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(beamWidth, 1);
        ModelDescription d = model.Description;
        int steps = d.OutputSteps, held = WindowAnswers.Held(windows);
        int[] found = new int[held * steps], counts = new int[held], actual = new int[d.TargetSize];
        using var decoders = new ThreadLocal<CtcBeamDecoder>(() => new CtcBeamDecoder(d.Outputs, steps, beamWidth, blank));
        EditCounts edits = default;
        long right = 0;
        WindowAnswers.ReadBlocks(model, windows, maxDegreeOfParallelism, Read, (window, place, target) =>
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
        return new(edits, right, windows.Count);

        void Read(int window, int place)
        {
            Span<int> room = found.AsSpan(place * steps, steps);
            ReadOnlySpan<float> input = windows.InputOf(window);
            int length = windows.LengthOf(window);
            if (beamWidth == 1)
            {
                counts[place] = TranscriptAnswers.Read(model, input, length, blank, room);
                return;
            }

            CtcBeamDecoder decoder = decoders.Value!;
            TranscriptAnswers.Read(model, input, length, blank, decoder);
            ReadOnlySpan<int> labels = decoder.Labels(0);
            labels.CopyTo(room);
            counts[place] = labels.Length;
        }
    }
}
