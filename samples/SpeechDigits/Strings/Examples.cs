using LstmGen;
using LstmGen.Numerics;
using SpeechDigits.Tasks;

namespace SpeechDigits.Strings;

/// <summary>What a network reads and what it should write.</summary>
/// <param name="Steps">Steps × values.</param>
/// <param name="Labels">Symbols, the blank (0) not among them.</param>
internal sealed record Example(float[] Steps, int[] Labels);

/// <summary>Strings as windows of numbers.</summary>
internal static class Examples
{
    /// <summary>Strings, each from random numbers of its own, so that all processors make them and the same come out.</summary>
    public static SpokenString[] Make(StringMaker maker, int count, long seed, int round)
    {
        var made = new SpokenString[count];
        Parallel.For(0, count, i => made[i] = maker.Make(Source(seed, round, i)));
        return made;
    }

    /// <summary>What the network hears of strings.</summary>
    /// <param name="strings">The strings.</param>
    /// <param name="hearing">From sound to steps.</param>
    /// <param name="alphabet">From digits to symbols.</param>
    /// <param name="rules">Whether bands are moved and wiped out.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="round">Which time it is.</param>
    public static Example[] Hear(SpokenString[] strings, Hearing hearing, Alphabet alphabet, StringRules rules, long seed, int round)
    {
        var heard = new Example[strings.Length];
        Parallel.For(0, strings.Length, i => heard[i] = new(
            Variation.Of(hearing.Listen(strings[i].Samples), rules, Source(seed, ~round, i)), alphabet.Encode(strings[i].Digits)));
        return heard;
    }

    /// <summary>Examples as windows, padded on the right, with their lengths.</summary>
    public static WindowDataset Windows(IReadOnlyList<Example> examples, Hearing hearing, int mostLabels)
    {
        int size = hearing.LookBack * hearing.Features;
        float[] inputs = new float[examples.Count * size], targets = new float[examples.Count * mostLabels];
        int[] lengths = new int[examples.Count];
        Array.Fill(targets, -1f);
        for (int i = 0; i < lengths.Length; i++)
        {
            examples[i].Steps.CopyTo(inputs, i * size);
            lengths[i] = examples[i].Steps.Length / hearing.Features;
            for (int j = 0; j < examples[i].Labels.Length; j++)
            {
                targets[i * mostLabels + j] = examples[i].Labels[j];
            }
        }

        return WindowDataset.From(inputs, targets, hearing.LookBack, hearing.Features, scaleTargets: false).WithLengths(lengths);
    }

    private static RandomSource Source(long seed, int round, int index) => new(seed, stream: ((ulong)(uint)round << 32) | (uint)index);
}
