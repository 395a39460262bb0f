namespace LstmGen.Samples;

/// <summary>Sentences that the user types, one a line, up to an empty one.</summary>
internal static class TypedSentences
{
    public static IEnumerable<string> Read(TextReader input, TextWriter output)
    {
        if (ReferenceEquals(input, Console.In) && !Console.IsInputRedirected)
        {
            output.WriteLine("Sentences, please; an empty line ends it.");
        }

        while (input.ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }
}
