using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// The embedded Reber grammar: B, then T or P, then a string of Reber's grammar, then the same T or P again, then E. The second symbol has to be
/// remembered over the whole string within.
/// </summary>
internal static class ReberGrammar
{
    /// <summary>How many symbols there are.</summary>
    public const int Symbols = 7;

    /// <summary>Strings with more symbols than this are drawn again: about one in 300,000.</summary>
    public const int MostSymbols = 48;

    /// <summary>The node where a string ends.</summary>
    public const int End = 19;

    private const string Names = "BTPSXVE";
    private const int Inner = 7;

    // The node that each symbol leads to from each node. Reber's own graph lies in it twice, from node 2 on after a T and from 9 on after a P.
    private static readonly int[] Next = Build();

    /// <summary>The node that a symbol leads to, or −1 where the grammar does not allow it. Strings begin at node 0.</summary>
    public static int Follow(int node, int symbol) => Next[node * Symbols + symbol];

    /// <summary>Draws one string: symbols as numbers from 0.</summary>
    public static int[] Draw(RandomSource random)
    {
        while (true)
        {
            var symbols = new List<int>();
            int node = 0;
            while (node != End)
            {
                int[] legal = [.. Enumerable.Range(0, Symbols).Where(symbol => Follow(node, symbol) >= 0)];
                int symbol = legal[random.NextInt32(legal.Length)];
                symbols.Add(symbol);
                node = Follow(node, symbol);
            }

            if (symbols.Count <= MostSymbols)
            {
                return [.. symbols];
            }
        }
    }

    /// <summary>As it is printed: B, T, P, S, X, V or E.</summary>
    public static char Name(int symbol) => Names[symbol];

    /// <summary>As it is printed: BTBTXSETE.</summary>
    public static string Text(IEnumerable<int> symbols) => string.Concat(symbols.Select(Name));

    private static int[] Build()
    {
        int[] next = new int[(End + 1) * Symbols];
        Array.Fill(next, -1);
        Edge(0, 'B', 1);
        Embed('T', first: 2, last: 16);
        Embed('P', first: 2 + Inner, last: 17);
        Edge(18, 'E', End);
        return next;

        void Embed(char symbol, int first, int last)
        {
            Edge(1, symbol, first);
            foreach (string edge in (string[])["0B1", "1T2", "1P3", "2S2", "2X4", "3T3", "3V5", "4X3", "4S6", "5P4", "5V6"])
            {
                Edge(first + edge[0] - '0', edge[1], first + edge[2] - '0');
            }

            Edge(first + Inner - 1, 'E', last);
            Edge(last, symbol, 18);
        }

        void Edge(int from, char symbol, int to) => next[from * Symbols + Names.IndexOf(symbol)] = to;
    }
}
