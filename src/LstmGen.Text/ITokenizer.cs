namespace LstmGen.Text;

/// <summary>Cuts texts into tokens.</summary>
public interface ITokenizer
{
    /// <summary>The tokens of a text, in order.</summary>
    /// <param name="text">The text; without a token in it, the result is empty.</param>
    /// <exception cref="ArgumentException">The text is no valid Unicode: it has half a surrogate pair.</exception>
    List<string> Tokenize(string text);
}
