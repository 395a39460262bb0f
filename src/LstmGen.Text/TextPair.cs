namespace LstmGen.Text;

/// <summary>A text and its translation, question and answer, or any other two that belong together.</summary>
/// <param name="Source">The first, without white space around it.</param>
/// <param name="Target">The second, without white space around it.</param>
/// <param name="Line">Their line in the file, counted from 1.</param>
public sealed record TextPair(string Source, string Target, int Line);
