using LstmGen;
using LstmGen.Metrics;
using SpeechDigits.Audio;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>What a trained network reads in test strings, beside what was said.</summary>
internal static class Judgement
{
    /// <summary>Width of the beam search.</summary>
    public const int Beam = 10;

    /// <summary>All figures of one network, and what it read of the strings of the first of them.</summary>
    /// <param name="recognizer">The network.</param>
    /// <param name="clips">Recordings of the test.</param>
    /// <param name="count">Strings.</param>
    /// <param name="frame">A measure with everything filled in but what is measured.</param>
    public static (List<Measure> Measures, SpokenString[] Strings, int[][] Read) Of<T>(Recognizer<T> recognizer, ClipSet clips, int count, Measure frame)
        where T : SequenceModel, ITranscriber
    {
        (SpokenString[] strings, Example[] heard) = Hear(null);
        int[][] greedy = recognizer.Read(heard, beam: 1), beam = recognizer.Read(heard, Beam);
        List<Measure> measures =
        [
            Count(frame with { Part = "greedy" }, heard, greedy, _ => true),
            Count(frame with { Part = $"beam {Beam}" }, heard, beam, _ => true),
            Count(frame with { Part = "a digit twice in a row" }, heard, greedy, i => strings[i].HasRepeat),
            Count(frame with { Part = "no digit twice in a row" }, heard, greedy, i => !strings[i].HasRepeat),
        ];
        if (recognizer.Alphabet == Alphabet.Letters)
        {
            measures.Add(CountWords(frame with { Part = "words greedy" }, heard, greedy));
            measures.Add(CountWords(frame with { Part = $"words beam {Beam}" }, heard, beam));
        }

        foreach (double level in TestStrings.Levels)
        {
            (_, Example[] noisy) = Hear(level);
            measures.Add(Count(frame with { Part = FormattableString.Invariant($"{level} dB") }, noisy, recognizer.Read(noisy, beam: 1), _ => true));
        }

        return (measures, strings, greedy);

        (SpokenString[], Example[]) Hear(double? decibels)
        {
            SpokenString[] made = TestStrings.Of(clips, count, recognizer.Hearing.MostSamples, decibels);
            return (made, Examples.Hear(made, recognizer.Hearing, recognizer.Alphabet, StringRules.Plain, seed: 0, round: 0));
        }

        Measure CountWords(Measure measure, Example[] said, int[][] read)
        {
            EditCounts edits = default;
            long right = 0;
            for (int i = 0; i < said.Length; i++)
            {
                EditCounts pair = EditDistance.BetweenWords(recognizer.Alphabet.Decode(said[i].Labels), recognizer.Alphabet.Decode(read[i]));
                edits += pair;
                right += pair.Distance == 0 ? 1 : 0;
            }

            return measure with { Errors = edits.Distance, Of = edits.ReferenceLength, Right = right, Count = said.Length };
        }
    }

    /// <summary>Edits of symbols over those strings that are asked for.</summary>
    public static Measure Count(Measure measure, IReadOnlyList<Example> said, int[][] read, Func<int, bool> isAsked)
    {
        EditCounts edits = default;
        long right = 0, count = 0;
        for (int i = 0; i < said.Count; i++)
        {
            if (isAsked(i))
            {
                EditCounts pair = EditDistance.Between<int>(said[i].Labels, read[i]);
                edits += pair;
                right += pair.Distance == 0 ? 1 : 0;
                count++;
            }
        }

        return measure with { Errors = edits.Distance, Of = edits.ReferenceLength, Right = right, Count = count };
    }
}
