namespace LstmGen;

/// <summary>Which model an optimizer belongs to, without keeping the model alive. Equal only to itself.</summary>
/// <param name="name">The model's class, for messages.</param>
internal sealed class ModelIdentity(string name)
{
    /// <summary>The model's class.</summary>
    public string Name => name;
}
