namespace LstmGen.Text;

/// <summary>A text and its class.</summary>
/// <param name="Label">The class, from 0.</param>
/// <param name="Text">The text, without white space around it.</param>
/// <param name="Line">Its line in the file, counted from 1.</param>
public sealed record LabelledText(int Label, string Text, int Line);
