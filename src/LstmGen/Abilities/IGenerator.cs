namespace LstmGen;

/// <summary>
/// A model that chooses among the tokens that it reads, one a step, so that it can read its own choices. Its calls are those of <see cref="GeneratorExtensions"/>.
/// </summary>
/// <typeparam name="TState">What a stream carries.</typeparam>
public interface IGenerator<TState> : IStreaming<TState>, ITokenModel
    where TState : struct
{
    /// <summary>How many tokens there are. They are numbered from 0.</summary>
    static abstract int Vocabulary { get; }
}
