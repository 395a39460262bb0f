using LstmGen;
using LstmGen.Decoding;
using LstmGen.Watch;

namespace Playground.Exercises;

/// <summary>A text: the next character from the ones before it. What the model writes is shown as it learns.</summary>
internal sealed class TypedText
{
    /// <summary>Characters that are told apart; rarer ones become one.</summary>
    private const int MostCharacters = 200;

    private const char Unknown = '□';
    private const int Written = 200;
    private const double Temperature = 0.5;

    private readonly char[] _characters;
    private readonly int[] _tokens;
    private readonly int _lookBack;

    private TypedText(string text, int lookBack)
    {
        _lookBack = lookBack;
        char[] common = [.. text.GroupBy(character => character).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(MostCharacters).Select(group => group.Key)];
        _characters = [Unknown, .. common.Order()];
        _tokens = [.. text.Select(character => Math.Max(0, Array.IndexOf(_characters, character)))];
    }

    public static Exercise Create(Settings settings)
    {
        if (settings.Horizon > 1) throw new ProblemException("horizon", $"Expected a horizon of 1 for a text, which is learnt character by character, but got {settings.Horizon}.");
        if (settings.LookBack > settings.Text!.Length / 2) throw new ProblemException("lookBack", $"Expected to look back at most half of the text's {settings.Text.Length} characters, but got {settings.LookBack}.");
        var text = new TypedText(settings.Text, settings.LookBack);
        return text.ToExercise();
    }

    private Exercise ToExercise()
    {
        int windows = _tokens.Length - _lookBack;
        int[][] sequences = [.. Enumerable.Range(0, windows).Select(start => _tokens[start..(start + _lookBack)])];
        return new Exercise
        {
            Windows = WindowDataset.FromTokens(sequences, _tokens.AsSpan(_lookBack), _lookBack),
            Shown = new TrainingFeedOptions { Windows = 60, Sample = Write },
            Classes = _characters.Length,
            Code = $"WindowDataset.FromTokens(sequences, nextCharacters, lookBack: {_lookBack})",
        };
    }

    /// <summary>The beginning of the text, and how the model goes on.</summary>
    private string Write(SequenceModel model)
    {
        float[] window = [.. _tokens.Take(_lookBack).Select(token => (float)token)], answers = new float[_characters.Length];
        var sampler = new TokenSampler(seed: 1) { Temperature = Temperature };
        Span<char> written = stackalloc char[Written];
        for (int i = 0; i < Written; i++)
        {
            model.Predict(window, answers);
            int next = sampler.Next(answers);
            written[i] = _characters[next];
            window.AsSpan(1).CopyTo(window);
            window[^1] = next;
        }

        return $"{new string([.. _tokens.Take(_lookBack).Select(token => _characters[token])])}▸{written}";
    }
}
