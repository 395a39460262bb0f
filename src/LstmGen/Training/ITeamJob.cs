namespace LstmGen;

/// <summary>Work in numbered pieces, any of which may run on any worker at any time.</summary>
internal interface ITeamJob
{
    /// <summary>Does one piece.</summary>
    /// <param name="item">Which piece.</param>
    /// <param name="worker">Who does it, 0 for the caller: no two pieces run as the same worker at once.</param>
    void Run(int item, int worker);
}
