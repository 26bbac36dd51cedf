category-concealed_works = 牆內、地下管線
revisit-still_at_work = 謝謝您告訴我們。這件事還在處理，我們已把您的話轉給負責的同事。
